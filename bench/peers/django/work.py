"""The canonical work as plain Django models on SQLite, a process a lane.

work.py FILE DOCUMENTS LANES
"""
import json
import multiprocessing
import os
import resource
import secrets
import sys
import time
from datetime import timedelta

import django
from django.conf import settings

FILE, DOCUMENTS, LANES = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
settings.configure(
    DATABASES={"default": {
        "ENGINE": "django.db.backends.sqlite3", "NAME": FILE, "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
    }},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True,
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402


class Document(models.Model):
    title = models.CharField(max_length=200)
    text = models.TextField(default="")
    phase = models.CharField(max_length=20, default="drafting")
    seq = models.IntegerField(default=0)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "work"

    def step(self, before, after, kind, actor):
        assert self.phase == before, self.phase
        self.phase = after
        self.seq += 1
        self.save()
        Event.objects.create(document=self, seq=self.seq, kind=kind, actor=actor)


class Invitation(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    stage = models.IntegerField()
    municipality = models.IntegerField()
    token = models.CharField(max_length=64, unique=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        app_label = "work"


class Letter(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    kind = models.IntegerField()
    address = models.EmailField()
    token = models.TextField()
    due = models.DateTimeField(auto_now_add=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        app_label = "work"
        indexes = [models.Index(fields=["due"], condition=models.Q(sent__isnull=True), name="letter_due")]


class Timer(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    due = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "work"


class Event(models.Model):
    document = models.ForeignKey(Document, on_delete=models.CASCADE)
    seq = models.IntegerField()
    kind = models.CharField(max_length=30)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "work"
        unique_together = [("document", "seq")]


def locked(document):
    return Document.objects.select_for_update().get(pk=document)


def unanswered(document, stage):
    return Invitation.objects.filter(document=document, stage=stage, answered__isnull=True).exists()


@transaction.atomic
def create(title):
    document = Document.objects.create(title=title)
    document.step("drafting", "drafting", "created", "desk")
    return document.pk


@transaction.atomic
def save(pk, text):
    document = locked(pk)
    document.text = text
    document.step("drafting", "drafting", "saved", "desk")


@transaction.atomic
def invite(pk, stage):
    document = locked(pk)
    document.step(["drafting", "heard"][stage], ["hearing", "endorsement"][stage], "invited", "desk")
    tokens = [secrets.token_hex(16) for _ in range(8)]
    Invitation.objects.bulk_create(
        Invitation(document=document, stage=stage, municipality=n, token=token) for n, token in enumerate(tokens)
    )
    Letter.objects.bulk_create(
        Letter(document=document, kind=stage, address=f"post@{n}.example.test", token=token)
        for n, token in enumerate(tokens)
    )
    return tokens


@transaction.atomic
def answer(token):
    one = Invitation.objects.select_for_update().get(token=token, answered__isnull=True)
    document = locked(one.document_id)
    one.answered = timezone.now()
    one.save()
    phase = ["hearing", "endorsement"][one.stage]
    document.step(phase, phase, "answered", f"municipality {one.municipality}")


@transaction.atomic
def close(pk):
    document = locked(pk)
    assert not unanswered(document, 0)
    document.step("hearing", "heard", "closed", "desk")


@transaction.atomic
def adopt(pk):
    document = locked(pk)
    assert not unanswered(document, 1)
    document.step("endorsement", "in force", "adopted", "desk")
    Timer.objects.create(document=document, due=timezone.now() + timedelta(days=1461))


def life(number, waits):
    def timed(command, *arguments):
        asked = time.perf_counter()
        done = command(*arguments)
        waits.append(time.perf_counter() - asked)
        return done

    document = timed(create, f"Overordnet strategi {number}")
    timed(save, document, "Åtte kommuner.")
    for stage in (0, 1):
        for token in timed(invite, document, stage):
            timed(answer, token)
        if stage == 0:
            timed(close, document)
    timed(adopt, document)


def lane(first, results, begin):
    connection.ensure_connection()
    waits = []
    begin.wait()
    before = resource.getrusage(resource.RUSAGE_SELF)
    for number in range(first, DOCUMENTS, LANES):
        life(number, waits)
    after = resource.getrusage(resource.RUSAGE_SELF)
    results.put((waits, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss))
    connection.close()


for end in ("", "-wal", "-shm"):
    if os.path.exists(FILE + end):
        os.remove(FILE + end)
with connection.schema_editor() as schema:
    for model in (Document, Invitation, Letter, Timer, Event):
        schema.create_model(model)
connection.close()
fork = multiprocessing.get_context("fork")
results, begin = fork.Queue(), fork.Barrier(LANES + 1)
lanes = [fork.Process(target=lane, args=(first, results, begin)) for first in range(LANES)]
for one in lanes:
    one.start()
begin.wait()
started = time.perf_counter()
found = [results.get() for _ in lanes]
seconds = time.perf_counter() - started
for one in lanes:
    one.join()
assert Letter.objects.filter(sent__isnull=True).count() == 16 * DOCUMENTS
assert Document.objects.filter(phase="in force", seq=22).count() == DOCUMENTS
assert Timer.objects.count() == DOCUMENTS
assert Event.objects.count() == 22 * DOCUMENTS
with connection.cursor() as cursor:
    cursor.execute("pragma wal_checkpoint(truncate)")
waits = sorted(wait for one in found for wait in one[0])
cpu = sum(one[1] for one in found)
print(json.dumps({
    "what": "w", "engine": "django", "database": "sqlite", "documents": DOCUMENTS, "lanes": LANES,
    "documents_per_second": round(DOCUMENTS / seconds, 2),
    "p50_us": round(waits[len(waits) // 2] * 1e6), "p99_us": round(waits[int(len(waits) * 0.99)] * 1e6),
    "cpu_s_per_1000": round(cpu / DOCUMENTS * 1000, 2), "peak_mb": sum(one[2] for one in found) // 1024,
    "bytes_per_document": os.path.getsize(FILE) // DOCUMENTS, "checked": True, "repeats": "not promised",
}))
