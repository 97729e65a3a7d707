package org.afterimage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.console.people.Role;

/**
 * A real Chromium, headless, steered by Playwright (https://playwright.dev/java), with one visitor at one page of 1,280 x 720 pixels. One of them
 * serves all tests of a class; each begins with {@link #visit} or {@link #signInAs}, which forget who was there before:
 *
 * <pre>{@code
 * browser = Browser.start(node);
 * browser.signInAs(Role.OPERATOR);
 * browser.open("/jobs/" + job);
 * browser.follow("form[action$='/retry'] button");
 * assertThat(browser.text(".notice")).contains("again");
 * browser.screenshot("job-retried");
 * browser.assertAccessible();
 * }</pre>
 *
 * What is missing here is on {@link #page()}. Playwright is for one thread alone. Without the machine's {@code chromium}, or the driver that
 * {@code src/bench/playwright} fetches, tests are skipped aloud; see {@link Peers}.
 */
public final class Browser implements AutoCloseable {
    /** The page's size on which the console must be usable. */
    public static final int WIDTH = 1280;

    /** The page's size on which the console must be usable. */
    public static final int HEIGHT = 720;

    /** The password that each account has after {@link #signInAs}. */
    public static final String OWN_PASSWORD = "Correct horse battery";

    private static final Path PICTURES = Path.of("target/console");
    private static final Duration LIMIT = Duration.ofSeconds(60); // of a busy machine
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Path DRIVER = Path.of("target/playwright").toAbsolutePath();
    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final Pattern FIRST_PASSWORD =
            Pattern.compile("sign in as admin with the password (\\S+), which is told only now");
    private static final Pattern SHOWN_PASSWORD = Pattern.compile("it is shown only now: (\\S+)");

    private final ObjectMapper json = new ObjectMapper();
    private final Set<Role> accounts = EnumSet.noneOf(Role.class);
    private final List<String> errors = new ArrayList<>();
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final NodeProcess node;
    private final int width;
    private final int height;
    private BrowserContext visit;
    private Page page;
    private int loads;

    private Browser(NodeProcess node, int width, int height) {
        this.node = node;
        this.width = width;
        this.height = height;
        Path program = Peers.require("chromium");
        Peers.requireFetched(DRIVER.resolve("package/cli.js"), "src/bench/playwright");
        System.setProperty("playwright.cli.dir", DRIVER.toString());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of(
                                "--no-sandbox", // root may not have one
                                "--disable-dev-shm-usage",
                                "--use-gl=angle", // the processor draws: no graphics card is needed
                                "--use-angle=swiftshader",
                                "--enable-unsafe-swiftshader",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        visit(Look.LIGHT);
    }

    /**
     * How a visitor's browser is set.
     *
     * @param dark whether it asks for dark pages
     * @param language of the pages that it asks for: {@code en} or {@code de}
     */
    public record Look(boolean dark, String language) {
        /** Light pages in English. */
        public static final Look LIGHT = new Look(false, "en");

        /** Dark pages in German. */
        public static final Look DARK_GERMAN = new Look(true, "de");
    }

    /** Starts it for the console of a node; nobody is signed in, and no page is open. */
    public static Browser start(NodeProcess node) {
        return new Browser(node, WIDTH, HEIGHT);
    }

    /** Starts it for pages of somebody else, which are opened by their whole address. */
    public static Browser start(int width, int height) {
        return new Browser(null, width, height);
    }

    /** The page, for all that Playwright can do. It is another one after {@link #visit} and {@link #signInAs}. */
    public Page page() {
        return page;
    }

    /** Forgets who is signed in, and comes as somebody new. */
    public void visit(Look look) {
        visit(look, null);
    }

    /** Goes on as who is signed in, in another look. */
    public void look(Look look) {
        visit(look, visit.storageState());
    }

    private void visit(Look look, String state) {
        if (visit != null) {
            visit.close();
        }
        com.microsoft.playwright.Browser.NewContextOptions options =
                new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setLocale(look.language().equals("de") ? "de-DE" : "en-US")
                        .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT);
        if (state != null) {
            options.setStorageState(state);
        }
        visit = chromium.newContext(options);
        visit.setDefaultTimeout((double) LIMIT.toMillis());
        page = visit.newPage();
        page.onLoad(loaded -> loads++);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " (" + message.location() + ")");
            }
        });
    }

    /**
     * Comes as somebody new, and signs in with an account of a role, at the console, as a person does. The first time, the administrator signs in
     * with the password from the node's log and chooses another, {@link #OWN_PASSWORD}, makes the account, and its person chooses that password
     * too. The accounts are called {@code admin}, {@code operator}, {@code reviewer} and {@code viewer}.
     */
    public void signInAs(Role role) {
        String name = role == Role.ADMINISTRATOR ? "admin" : role.name().toLowerCase(Locale.ROOT);
        if (accounts.contains(role)) {
            visit(Look.LIGHT);
            signIn(name, OWN_PASSWORD);
        } else {
            String first = role == Role.ADMINISTRATOR ? found(FIRST_PASSWORD, node.log()) : account(name, role);
            visit(Look.LIGHT);
            signIn(name, first);
            choosePassword(first);
            accounts.add(role);
        }
        page.locator(".bar nav").waitFor();
    }

    private String account(String name, Role role) {
        signInAs(Role.ADMINISTRATOR);
        return createAccount(name, role);
    }

    /** Has who is signed in, an administrator, make an account at the console; returns the password that is shown for it. */
    public String createAccount(String name, Role role) {
        open("/people");
        page.locator("form[action='/people'] [name=name]").fill(name);
        page.locator("form[action='/people'] [name=role]").selectOption(role.name());
        follow("form[action='/people'] button");
        return found(SHOWN_PASSWORD, text(".notice.good"));
    }

    /** Signs in with a name and a password, and waits for what the console says to it: in, out, or to choose another password. */
    public void signIn(String name, String password) {
        open("/login");
        fill("name", name);
        fill("password", password);
        follow("form[action='/login'] button");
    }

    /** Fills in and sends the page on which {@link #OWN_PASSWORD} is chosen instead of the one that was given. */
    public void choosePassword(String old) {
        page.locator("main [name=again]").waitFor();
        fill("old", old);
        fill("new", OWN_PASSWORD);
        fill("again", OWN_PASSWORD);
        follow("form[action='/password'] button");
    }

    /**
     * Opens an address, and waits until it is loaded.
     *
     * @param address whole, or a path of the node's console
     */
    public void open(String address) {
        page.navigate(address.startsWith("/") ? node.origin() + address : address);
    }

    /** Fills in the field of the page's main part that has this name. */
    public void fill(String name, String value) {
        page.locator("main [name='" + name + "']").first().fill(value);
    }

    /** Clicks the first link or button of a selector, and waits for the page that follows, be it the same once more. */
    public void follow(String selector) {
        follow(page.locator(selector).first());
    }

    /** Clicks a link or a button, and waits for the page that follows, be it the same once more. */
    public void follow(Locator link) {
        loading(link::click);
    }

    /** Does something that opens another page, and waits until it is loaded. */
    public void loading(Runnable action) {
        int before = loads;
        action.run();
        page.waitForCondition(() -> loads > before);
    }

    /** What people read of the first element of a selector. */
    public String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    /** Whether the page has such an element now. */
    public boolean has(String selector) {
        return page.locator(selector).count() > 0;
    }

    /** The value of an expression in the page, which may be a promise, as JSON. */
    public JsonNode evaluate(String expression) {
        try {
            Object value = page.evaluate("async () => JSON.stringify((await (" + expression + ")) ?? null)");
            return json.readTree((String) value);
        } catch (IOException e) {
            throw new AssertionError(expression, e);
        }
    }

    /**
     * Waits until an expression in the page is {@code true}. Any other value, which is told at the end, is not true yet, and neither is what
     * cannot be evaluated: the page may be being opened.
     */
    public void await(String what, Duration limit, String expression) {
        long deadline = System.nanoTime() + limit.toNanos();
        String last = "";
        while (true) {
            try {
                JsonNode value = evaluate(expression);
                if (value.isBoolean() && value.booleanValue()) {
                    return;
                }
                last = value.toString();
            } catch (PlaywrightException e) {
                last = e.getMessage();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited " + limit.toSeconds() + " s in vain for " + what + ": " + last);
            }
            page.waitForTimeout((double) BETWEEN.toMillis());
        }
    }

    /** Turns the mouse wheel by a notch over a place of the page. */
    public void wheel(double x, double y, int down) {
        page.mouse().move(x, y);
        page.mouse().wheel(0, 100 * down);
    }

    /** Writes what the page looks like to {@code target/console/NAME.png}. */
    public Path screenshot(String name) {
        return screenshot(PICTURES.resolve(name + ".png"));
    }

    /** Writes all of the page, however long it is, to target/console/NAME.png, as a window would show it that is as high as it. */
    public Path screenshotOfAll(String name) {
        int all = Math.max(
                height, evaluate("document.documentElement.scrollHeight").asInt());
        page.setViewportSize(width, all);
        try {
            return screenshot(name);
        } finally {
            page.setViewportSize(width, height);
        }
    }

    /** Writes what the page looks like as PNG. */
    public Path screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
        return file;
    }

    /**
     * Has axe-core (https://github.com/dequelabs/axe-core) look at the page as it is now: nothing in it that is serious or critical for people
     * who use a keyboard or a screen reader, or see colours otherwise. The page's policy for scripts stays as it is.
     */
    public void assertAccessible() {
        List<String> found = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
            if (GRAVE.contains(rule.getImpact())) {
                rule.getNodes()
                        .forEach(place -> found.add(
                                rule.getId() + ": " + place.getFailureSummary() + "\n    " + place.getHtml()));
            }
        }
        assertThat(found)
                .as("what axe finds on %s in %s", page.url(), evaluate("document.documentElement.lang"))
                .isEmpty();
    }

    /** Nothing lies beside the page's width, so that nobody has to scroll sideways. */
    public void assertFits() {
        assertThat(evaluate("document.documentElement.scrollWidth").asInt())
                .as("the width of %s", page.url())
                .isLessThanOrEqualTo(width);
    }

    /** What went wrong in the page's scripts, and what it could not load, since the last call. */
    public List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
