#!/usr/bin/env python3
"""Checks the proof of an event: prove.py FILE PUBLIC_KEY. Python 3.8 or later, nothing else."""
import datetime
import hashlib
import json
import sys

# Ed25519 (RFC 8032): the curve, and the check of a signature.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    """Two points in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point, n = add(point, point), n >> 1
    return result


def point(data):
    """A point from its 32 bytes; ValueError where it is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        raise ValueError("no point")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(public, text, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text.encode()).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def climb(leaf, index, size, path):
    """The root that a leaf and its path lead to (RFC 9162, section 2.1.3.2); None where the path is too long or short."""
    last = size - 1
    if not 0 <= index <= last:
        return None
    for beside in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            leaf = hashlib.sha256(b"\x01" + beside + leaf).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            leaf = hashlib.sha256(b"\x01" + leaf + beside).digest()
        index, last = index >> 1, last >> 1
    return leaf if last == 0 else None


def hexa(text, length):
    """Bytes from lower-case hexadecimal digits, and nothing else."""
    if not isinstance(text, str) or len(text) != 2 * length or text.strip("0123456789abcdef"):
        raise ValueError("no hash")
    return bytes.fromhex(text)


def whole(value):
    if type(value) is not int or not 0 <= value < 2**63:
        raise ValueError("no number")
    return value


def once(pairs):
    """An object in which nothing is named twice."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a field is named twice")
    return dict(pairs)


def check(proof, trusted):
    """None where the proof holds, or why it does not."""
    if whole(proof["samrad_proof"]) != 1:
        return "this is no proof that this script can read"
    seal = proof["seal"]
    for value in (proof["seq"], proof["at"], proof["position"], seal["size"], seal["key"]):
        whole(value)
    text = f"{proof['document']}\n{proof['seq']}\n{proof['at']}\n{proof['actor']}\n{proof['letters']}\n{proof['body']}"
    leaf = hashlib.sha256(b"\x00" + hexa(proof["salt"], 16) + text.encode()).digest()
    path = [hexa(beside, 32) for beside in proof["path"]]
    if climb(leaf, proof["position"] - 1, seal["size"], path) != hexa(seal["root"], 32):
        return "the event, or the path from it, is not what the seal is over"
    before = None
    for number, key in enumerate(proof["keys"], 1):
        public = hexa(key["public"], 32)
        since = datetime.datetime.fromisoformat(key["since"].replace("Z", "+00:00"))
        since = since.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        text = f"samrad record key\n{key['n']}\n{key['public']}\n{since}\n"
        if key["n"] != number or not signed(before or public, text, hexa(key["signature"], 64)):
            return "a record key was not handed over to by the one before it"
        before = public
    own = [hexa(key["public"], 32) for key in proof["keys"] if key["n"] == seal["key"]]
    text = f"samrad seal\n{proof['region']}\n{seal['day']}\n{seal['size']}\n{seal['root']}\n{seal['previous']}\n"
    if not own or not signed(own[0], text, hexa(seal["signature"], 64)):
        return "the seal is not signed by the key it names"
    if any(key["n"] == seal["key"] + 1 and key["since"][:10] < seal["day"] for key in proof["keys"]):
        return "the seal is of a day when its key had been handed over"
    if hexa(trusted, 32) not in [hexa(key["public"], 32) for key in proof["keys"] if key["n"] <= seal["key"]]:
        return "it is signed under other keys than the one given"
    return None


if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            why = check(json.load(file, object_pairs_hook=once), sys.argv[2])
    except (IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        why = f"this is no proof: {error!r}"
    print(why or "the event is in the record, under this seal and this key")
    sys.exit(1 if why else 0)
