// An OpenID Connect provider on loopback: node provider.mjs SETTINGS, a JSON file with port, client, secret, console (its address) and people,
// each with sub, preferred_username and groups. It signs in whoever gives a preferred_username, asks for no password, and makes its keys anew at
// each start.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Provider } from 'oidc-provider';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// Another site than the console on 127.0.0.1, for browsers: what cookies may cross is tried, too.
const issuer = `http://localhost:${settings.port}`;
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });

const provider = new Provider(issuer, {
  clients: [{
    client_id: settings.client,
    client_secret: settings.secret,
    redirect_uris: [`${settings.console}/login/oidc/callback`],
    post_logout_redirect_uris: [`${settings.console}/login`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  }],
  jwks: { keys: [{ ...key, kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [randomUUID()] },
  claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
  scopes: ['openid'],
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      // As providers do whom the ID token shows whose session it is: nothing is asked.
      logoutSource: (ctx, form) => {
        ctx.body = `<!DOCTYPE html><title>Signing out</title>${form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>')}
          <button id="out" form="op.logoutForm">Sign out</button><script>document.getElementById('out').click()</script>`;
      },
    },
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => {
    const person = settings.people.find(one => one.sub === sub);
    return person && { accountId: sub, claims: () => person };
  },
  // The console is the hospital's own: nobody is asked whether it may know.
  loadExistingGrant: async ctx => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile groups');
    await grant.save();
    return grant;
  },
});

const form = `<!DOCTYPE html><html lang="en"><title>Provider</title><main><h1>Provider</h1><form method="post">
  <label>User <input name="user" autofocus></label> <button>Go on</button></form></main></html>`;

async function interact(request, response) {
  if (request.method !== 'POST') {
    response.setHeader('Content-Type', 'text/html');
    return response.end(form);
  }
  let body = '';
  for await (const part of request) body += part;
  const user = new URLSearchParams(body).get('user');
  const person = settings.people.find(one => one.preferred_username === user);
  const result = person
    ? { login: { accountId: person.sub } }
    : { error: 'access_denied', error_description: 'nobody is called so' };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const handle = provider.callback();
createServer((request, response) => {
  const work = request.url.startsWith('/interaction/') ? interact(request, response) : handle(request, response);
  Promise.resolve(work).catch(error => {
    console.error(error);
    response.statusCode = 500;
    response.end();
  });
}).listen(settings.port, '127.0.0.1', () => console.log(`listening at ${issuer}`));
