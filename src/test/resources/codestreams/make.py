"""Makes the code streams of this folder with the encoders of others, and what reference decoders make of them.

Needs Python with numpy and imagecodecs 2026.3.6, and the Debian packages libopenjp2-tools and openjph-tools:

    python3 src/test/resources/codestreams/make.py src/test/resources/codestreams

The picture is computed. Each line of index.txt: code stream, last part of its transfer syntax UID, rows, columns, bits allocated,
bits stored, 1 if signed, samples per pixel, the file of the expected pixels (16 bits each, little endian), the largest difference.
"""
import os
import subprocess
import sys
import tempfile

import numpy as np
import imagecodecs as ic

OUT = sys.argv[1]
W, H = 75, 67
RAW = tempfile.NamedTemporaryFile(suffix='.raw').name
os.makedirs(OUT, exist_ok=True)
index = []
rng = np.random.default_rng(20261122)

def picture(bits, signed):
    y, x = np.mgrid[0:H, 0:W].astype(float)
    v = 0.35 + 0.25 * np.sin(x / 17) * np.cos(y / 11) + 0.2 * x / W
    v += 0.25 * (((x - 45) ** 2 + (y - 30) ** 2) < 300)
    v += rng.normal(0, 0.004, v.shape)
    v[:9, :] = 0
    v[30:36, 20:70] = 1.5
    v[58:, :40] = 0.5
    top = (1 << bits) - 1
    a = np.clip(np.round(v * top), 0, top).astype(np.int64)
    a[H - 2, W - 2], a[H - 1, W - 1] = 0, top
    if signed:
        a -= 1 << (bits - 1)
    if bits <= 8:
        return a.astype(np.int8 if signed else np.uint8)
    return a.astype(np.int16 if signed else np.uint16)

def raw(name, a):
    with open(f'{OUT}/{name}.raw', 'wb') as f:
        f.write(a.astype('<i2' if a.dtype.kind == 'i' else '<u2').tobytes())

def add(file, syntax, bits, signed, expected, tolerance=0, samples=1):
    index.append(f'{file} {syntax} {H} {W} {8 if bits <= 8 else 16} {bits} {int(signed)} {samples} {expected} {tolerance}')

def run(*args):
    r = subprocess.run([str(a) for a in args], capture_output=True, text=True)
    if r.returncode:
        raise SystemExit(f'{args}: {r.stdout}{r.stderr}')

def save(file, data):
    with open(f'{OUT}/{file}', 'wb') as f:
        f.write(data)

bases = {}
for bits in (8, 10, 12, 16):
    for signed in (False, True):
        n = f'p{bits}{"s" if signed else "u"}'
        bases[n] = (bits, signed, picture(bits, signed))
        raw(n, bases[n][2])

colour = np.stack([picture(8, False), picture(8, False)[::-1], picture(8, False)[:, ::-1]], axis=2)
raw('rgb', colour)

# JPEG lossless, all predictors, by libjpeg-turbo 3
for n in ('p8u', 'p12u', 'p16u'):
    bits, signed, a = bases[n]
    for p in range(1, 8):
        save(f'{n}-pred{p}.jpg', ic.jpeg8_encode(a, lossless=True, predictor=p, bitspersample=bits))
        add(f'{n}-pred{p}.jpg', '57', bits, signed, n)
for n in ('p8u', 'p12u'):
    bits, signed, a = bases[n]
    for q in (50, 95):
        d = ic.jpeg8_encode(a, level=q, bitspersample=bits)
        save(f'{n}-q{q}.jpg', d)
        raw(f'{n}-q{q}', ic.jpeg8_decode(d))
        add(f'{n}-q{q}.jpg', '50' if bits == 8 else '51', bits, signed, f'{n}-q{q}', 1)
for sub in ('444', '422', '420'):
    d = ic.jpeg8_encode(colour, level=90, subsampling=sub, outcolorspace='YCBCR')
    save(f'rgb-{sub}.jpg', d)
    raw(f'rgb-{sub}', ic.jpeg8_decode(d, outcolorspace='YCBCR'))
    add(f'rgb-{sub}.jpg', '50', 8, False, f'rgb-{sub}', 1 if sub == '444' else 60, 3)

# JPEG-LS
for n, (bits, signed, a) in bases.items():
    u = a.astype(np.int64) & ((1 << bits) - 1)
    u = u.astype(np.uint8 if bits <= 8 else np.uint16)
    for near in (0, 2):
        if near and signed:
            continue
        d = ic.jpegls_encode(u, level=near)
        save(f'{n}-near{near}.jls', d)
        e = n
        if near:
            e = f'{n}-near{near}'
            raw(e, np.minimum(ic.jpegls_decode(d), (1 << bits) - 1))
        add(f'{n}-near{near}.jls', '81' if near else '80', bits, signed, e)
save('rgb.jls', ic.jpegls_encode(colour))
add('rgb.jls', '80', 8, False, 'rgb', 0, 3)

# JPEG 2000
def opj(name, base, *options, lossy=False, syntax=None):
    bits, signed, a = bases[base]
    src = RAW
    big = a.astype('>i2' if signed else '>u2') if bits > 8 else a
    with open(src, 'wb') as f:
        f.write(big.tobytes())
    run('opj_compress', '-i', src, '-o', f'{OUT}/{name}.j2k', '-F', f'{W},{H},1,{bits},{"s" if signed else "u"}', *options)
    e = base
    if lossy:
        e = name
        d = ic.jpeg2k_decode(open(f'{OUT}/{name}.j2k', 'rb').read())
        raw(e, d)
    add(f'{name}.j2k', '91' if lossy else '90', bits, signed, e, (4 if bits == 16 else 1) if lossy else 0)

for n in bases:
    opj(f'{n}-j2k', n)
for p in ('RLCP', 'RPCL', 'PCRL', 'CPRL'):
    opj(f'p12u-{p.lower()}', 'p12u', '-p', p, '-c', '[32,32],[16,16]', '-b', '16,16', '-r', '20,5,1')
opj('p12u-tiles', 'p12u', '-t', '40,37', '-d', '5,7', '-T', '3,2')
opj('p12u-tileparts', 'p12u', '-t', '64,64', '-TP', 'R', '-p', 'RPCL', '-SOP', '-EPH')
for m in (1, 2, 4, 8, 16, 32, 5, 63):
    opj(f'p16s-mode{m}', 'p16s', '-M', m, '-b', '32,32')
opj('p12u-roi', 'p12u', '-ROI', 'c=0,U=7')
opj('p12u-n1', 'p12u', '-n', '1')
opj('p12u-poc', 'p12u', '-n', '3', '-POC', 'T1=0,0,1,3,1,LRCP/T1=0,0,1,3,1,RPCL')
for n in ('p8u', 'p8s', 'p12u', 'p16s', 'p16u'):
    opj(f'{n}-lossy', n, '-I', '-r', '6', lossy=True)
opj('p12u-53lossy', 'p12u', '-r', '20,8', lossy=True)
d = ic.jpeg2k_encode(colour, codecformat='J2K', reversible=True, level=0, mct=True)
save('rgb.j2k', d); add('rgb.j2k', '90', 8, False, 'rgb', 0, 3)
d = ic.jpeg2k_encode(colour, codecformat='JP2', reversible=False, level=40, mct=True)
save('rgb-lossy.jp2', d); raw('rgb-lossy', ic.jpeg2k_decode(d)); add('rgb-lossy.jp2', '91', 8, False, 'rgb-lossy', 1, 3)

# HTJ2K
def ojph(name, base, *options, lossy=False, syntax='201'):
    bits, signed, a = bases[base]
    src = RAW
    with open(src, 'wb') as f:
        f.write((a if bits <= 8 else a.astype('<i2' if signed else '<u2')).tobytes())
    run('ojph_compress', '-i', src, '-o', f'{OUT}/{name}.j2c', '-dims', f'{{{W},{H}}}', '-num_comps', 1, '-signed', 'true' if signed else 'false',
        '-bit_depth', bits, '-downsamp', '{1,1}', '-reversible', 'false' if lossy else 'true', *options)
    e = base
    if lossy:
        e = name
        d = ic.jpeg2k_decode(open(f'{OUT}/{name}.j2c', 'rb').read())
        raw(e, d)
    add(f'{name}.j2c', '203' if lossy else syntax, bits, signed, e, (4 if bits == 16 else 1) if lossy else 0)
for n in bases:
    bits, signed, a = bases[n]
    if not signed:
        ojph(f'{n}-ht', n)
        continue
    # The tool reads no negative numbers from a raw file.
    save(f'{n}-ht.j2c', ic.htj2k_encode(a))
    add(f'{n}-ht.j2c', '201', bits, signed, n)
ojph('p12u-htrpcl', 'p12u', '-prog_order', 'RPCL', '-block_size', '{32,32}', '-precincts', '{64,64},{32,32}', syntax='202')
ojph('p16u-ht4', 'p16u', '-block_size', '{4,64}', '-num_decomps', '2')
ojph('p16u-htwide', 'p16u', '-block_size', '{64,4}', '-num_decomps', '1', '-prog_order', 'CPRL')
for n in ('p8u', 'p12u', 'p16u'):
    ojph(f'{n}-htlossy', n, '-qstep', '0.002', lossy=True)
# No encoder at hand writes the refinement passes of HTJ2K. These three streams are kept as they are: the cleanup passes of p12u-ht one bit
# plane higher, with random bytes as refinement, which are all valid; sigprop has the first of the two passes.
for name in ('sigprop', 'magref', 'causal'):
    name = f'p12u-ht-{name}'
    raw(name, ic.jpeg2k_decode(open(f'{OUT}/{name}.j2c', 'rb').read()))
    add(f'{name}.j2c', '203', 12, False, name)

open(f'{OUT}/index.txt', 'w').write('\n'.join(index) + '\n')
print(len(index))
