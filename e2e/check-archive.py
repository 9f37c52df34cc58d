#!/usr/bin/env python3
"""Checks the archive of a vote with nothing but Python's standard library, written apart from the portal's own checker.

python3 e2e/check-archive.py ARCHIVE.json    prints what was counted as JSON; ends with 1 and the problems when something is wrong
"""
import base64, hashlib, json, struct, sys

problems = []


def expect(is_true, problem):
    if not is_true:
        problems.append(problem)


def raw(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def number(value):
    return struct.pack(">I", value)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


# Ed25519 (RFC 8032), in plain integers.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def is_same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    public, nonce = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or nonce is None or len(signature) != 64 or s >= L:
        return False
    if is_same(multiply(8, public), (0, 1, 1, 0)):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return is_same(multiply(s, BASE), add(nonce, multiply(k, public)))


# RSASSA-PSS with SHA-384 and 48 bytes of salt (RFC 8017), modulus of 2048 bits.
def read_der(data):
    length, at = data[1], 2
    if length & 0x80:
        size = length & 0x7F
        length, at = int.from_bytes(data[2 : 2 + size], "big"), 2 + size
    return data[at : at + length], data[at + length :]


def rsa_key(spki):
    inside, _ = read_der(spki)
    _, bits = read_der(inside)
    sequence, _ = read_der(read_der(bits)[0][1:])
    modulus, rest = read_der(sequence)
    exponent, _ = read_der(rest)
    return int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big")


def is_token(key, message, signature):
    value = int.from_bytes(signature, "big")
    if len(signature) != 256 or value >= key[0]:
        return False
    em = pow(value, key[1], key[0]).to_bytes(256, "big")
    masked, digest = em[:207], em[207:255]
    mask = b"".join(hashlib.sha384(digest + number(at)).digest() for at in range(5))[:207]
    db = bytes(a ^ b for a, b in zip(masked, mask))
    db = bytes([db[0] & 0x7F]) + db[1:]
    if em[255] != 0xBC or masked[0] & 0x80 or db[:159] != bytes(158) + b"\x01":
        return False
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + db[159:]).digest() == digest


def merkle(leaves):
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return sha256(b"\x00", leaves[0])
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01", merkle(leaves[:half]), merkle(leaves[half:]))


def screen_size(questions):
    fullest = {"answers": [{"nonce": "x" * 14, "choice": [10] * one["most"]} for one in questions]}
    return -(-(4 + len(canonical(fullest))) // 64) * 64


def is_choice(question, choice):
    return (
        len(choice) <= question["most"]
        and all(0 <= option < len(question["options"]) for option in choice)
        and len(set(choice)) == len(choice)
        and (question["kind"] == "ranked" or choice == sorted(choice))
    )


UNIT = 100_000


def count_ranked(question, given, lots):
    """Single transferable vote (Scotland, SSI 2007/42): every ballot is a row of its own here."""
    options, seats = range(len(question["options"])), question["seats"]
    ballots = [[choice, UNIT, choice[0]] for choice in given]
    quota = (len(given) // (seats + 1) + 1) * UNIT
    hopeful, winners, waiting, history = set(options), [], [], []
    votes = [sum(value for _, value, at in ballots if at == option) for option in options]

    def rank(option):
        return [-votes[option]] + [-stage[option] for stage in reversed(history)] + [lots.index(option)]

    def elect():
        chosen = sorted((one for one in hopeful if votes[one] >= quota), key=rank)
        if len(winners) + len(hopeful) <= seats:
            chosen += sorted((one for one in hopeful if votes[one] < quota), key=rank)
        for option in chosen:
            hopeful.discard(option)
            winners.append(option)
            if votes[option] > quota:
                waiting.append(option)

    if given:
        elect()
        history.append(list(votes))
    while given and len(winners) < seats and hopeful:
        if waiting:
            source = min(waiting, key=rank)
            waiting.remove(source)
            over, total = votes[source] - quota, votes[source]
            votes[source] = quota
        else:
            source = max(hopeful, key=rank)
            hopeful.discard(source)
            over = total = None
            votes[source] = 0
        for ballot in ballots:
            if ballot[2] != source:
                continue
            ballot[2] = next((option for option in ballot[0] if option in hopeful), None)
            if total is not None:
                ballot[1] = ballot[1] * over // total
            if ballot[2] is not None:
                votes[ballot[2]] += ballot[1]
        elect()
        history.append(list(votes))
    return winners


def draw_lots(seed, question, options):
    """The order of the options in which ties are broken."""
    return sorted(range(options), key=lambda option: sha256(b"porten/lot/1", seed, number(question), number(option)))


def count(question, choices, lots):
    given = [choice for choice in choices if choice]
    votes = [sum(1 for choice in given if option in (choice[:1] if question["kind"] == "ranked" else choice)) for option in range(len(question["options"]))]
    result = {"ballots": len(choices), "blank": len(choices) - len(given), "votes": votes, "winners": [], "tied": []}
    if question["kind"] == "ranked":
        return {**result, "winners": count_ranked(question, given, lots)}
    needed = {"most": lambda n: n > 0, "half": lambda n: n > 0 and 2 * n > len(given), "two-thirds": lambda n: n > 0 and 3 * n >= 2 * len(given)}[question["majority"]]
    if question["kind"] == "yes-no":
        if not given:
            return result
        if question["majority"] == "most" and votes[0] == votes[1]:
            return {**result, "tied": [0, 1]}
        return {**result, "winners": [0 if votes[0] > votes[1] and needed(votes[0]) else 1]}
    able = sorted((option for option, n in enumerate(votes) if needed(n)), key=lambda option: (-votes[option], option))
    seats = question["seats"]
    if len(able) <= seats:
        return {**result, "winners": able}
    edge = votes[able[seats]]
    above = [option for option in able if votes[option] > edge]
    return {**result, "winners": above, "tied": [] if len(above) == seats else [option for option in able if votes[option] == edge]}


def check(archive):
    manifest, heads, batches, voids = archive["manifest"], archive["heads"], archive["batches"], archive["voids"]
    questions = manifest["questions"]
    election = bytes.fromhex(manifest["election"].replace("-", ""))
    box, token_key = raw(manifest["receiptKey"]), rsa_key(raw(manifest["tokenKey"]))
    sizes = [screen_size(questions) + 48] + ([128 * 1024 + 48] if manifest["paper"] != "none" else [])
    prev = sha256(canonical(manifest).encode())
    result = {"manifestHash": base64.urlsafe_b64encode(prev).decode().rstrip("=")}
    expect(heads and len(heads) == len(batches), "heads and batches do not match")
    counting, seen = {}, set()
    for at, (head, batch) in enumerate(zip(heads, batches)):
        hashes = []
        for ballot in batch:
            key, message, token, signature, sealed = (raw(ballot[name]) for name in ("pk", "tokenMsg", "tokenSig", "sig", "sealed"))
            seq = ballot["seq"]
            hashes.append(sha256(b"porten/hash/1", election, number(seq), key, message, token, signature, sealed))
            name = f"ballot {seq} of card {ballot['pk']}"
            expect(message[32:] == key and len(message) == 64 and is_token(token_key, message, token), f"{name}: its token is not the portal's")
            expect(is_signed(key, sha256(b"porten/cast/1", election, number(seq), sealed), signature), f"{name}: not signed by its card")
            expect(len(sealed) in sizes, f"{name}: another size")
            expect((seq >= 1_000_000) == (manifest["paper"] == "paper" and len(sealed) == 128 * 1024 + 48), f"{name}: a number of another kind")
            expect((key, seq) not in seen, f"{name}: stands twice")
            is_first = seq == 1 or (manifest["paper"] == "paper" and seq == 1_000_000)
            expect(is_first or (manifest["revote"] and manifest["paper"] != "first"), f"{name}: a second one")
            seen.add((key, seq))
            counting[key] = max(seq, counting.get(key, 0))
        void_bytes = b"\x00" if head["voids"] is None else b"\x01" + raw(head["voids"])
        digest = sha256(b"porten/head/1", election, number(head["batch"]), number(head["count"]), raw(head["root"]), raw(head["prev"]), void_bytes)
        expect(head["batch"] == at and raw(head["prev"]) == prev, f"head {at}: does not follow")
        expect(is_signed(box, digest, raw(head["sig"])), f"head {at}: not signed by the box")
        expect(head["count"] == len(batch) and raw(head["root"]) == merkle(hashes), f"batch {at}: not what its head says")
        expect((head["voids"] is None) == (at < len(heads) - 1), f"head {at}: the last, or not")
        prev = digest
    withdrawn = [raw(void["pk"]) for void in voids]
    expect(heads and heads[-1]["voids"] is not None and raw(heads[-1]["voids"]) == merkle(withdrawn), "the withdrawn cards are not those of the last head")
    for void in voids:
        expect(is_signed(raw(void["pk"]), b"porten/void/1" + election, raw(void["proof"])), f"card {void['pk']}: not withdrawn by its holder")
    cards = len(set(counting) | set(withdrawn))
    expect(cards <= manifest["eligible"], "more cards than people who may vote")
    for key in withdrawn:
        counting.pop(key, None)
    opened, lost = archive["opened"], archive["undecipherable"]
    names = [(row["question"], row["nonce"]) for row in opened]
    expect(names == sorted(set(names)), "answers out of order, or one twice")
    expect(all(row["question"] < len(questions) and is_choice(questions[row["question"]], row["choice"]) for row in opened), "an answer is none")
    counts = []
    for at, question in enumerate(questions):
        choices = [row["choice"] for row in opened if row["question"] == at]
        expect(len(choices) + lost == len(counting), f"question {at + 1}: answers and ballots differ")
        counts.append(count(question, choices, draw_lots(prev, at, len(question["options"]))))
    is_quorate = len(counting) * 100 >= manifest["eligible"] * manifest["quorum"]
    return {**result, "cards": cards, "ballots": len(counting), "undecipherable": lost, "isQuorate": is_quorate, "counts": counts}


def check_simple(archive):
    """A simple vote: nothing is signed, so all that can be checked is that the numbers add up."""
    manifest, voted, answers = archive["manifest"], archive["voted"], archive["answers"]
    questions = manifest["questions"]
    digest = sha256(canonical(manifest).encode())
    seed = sha256(b"porten/simple/1", digest, canonical(answers).encode())
    names = [(row["question"], row["id"]) for row in answers]
    expect(names == sorted(set(names)), "answers out of order, or one twice")
    expect(all(row["question"] < len(questions) and is_choice(questions[row["question"]], row["choice"]) for row in answers), "an answer is none")
    expect(voted <= manifest["eligible"], "more have voted than may")
    counts = []
    for at, question in enumerate(questions):
        choices = [row["choice"] for row in answers if row["question"] == at]
        expect(len(choices) == voted, f"question {at + 1}: answers and voters differ")
        lots = draw_lots(seed, at, len(question["options"]))
        counts.append(count(question, choices, lots))
    result = {"manifestHash": base64.urlsafe_b64encode(digest).decode().rstrip("="), "ballots": voted}
    is_quorate = voted * 100 >= manifest["eligible"] * manifest["quorum"]
    return {**result, "isQuorate": is_quorate, "counts": counts, "unchecked": "whether these are the answers that were given"}


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        archive = json.load(file)
    verdict = check_simple(archive) if archive["manifest"].get("mode") == "simple" else check(archive)
    print(json.dumps({**verdict, "problems": problems}))
    sys.exit(1 if problems else 0)
