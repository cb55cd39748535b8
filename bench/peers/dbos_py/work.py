"""The canonical work as a DBOS workflow on SQLite: a document a workflow, a command a message it waits for.

work.py FILE DOCUMENTS LANES
"""
import json
import os
import resource
import secrets
import sqlite3
import sys
import threading
import time

import sqlalchemy as sa
from dbos import DBOS, SetEnqueueOptions, SetWorkflowID, SQLAlchemyDatasource

FILE, DOCUMENTS, LANES = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
NOW, FOUR_YEARS = 1736150400, 126230400

for name in (FILE, FILE + ".work"):
    for end in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(name + end):
            os.remove(name + end)
    connection = sqlite3.connect(name)
    connection.execute("pragma journal_mode = wal")  # synchronous is full unless it is said otherwise
    connection.close()

tables = sa.MetaData()
invitation = sa.Table(
    "invitation", tables, sa.Column("token", sa.String, primary_key=True), sa.Column("document", sa.String),
    sa.Column("stage", sa.Integer), sa.Column("municipality", sa.Integer),
)
letter = sa.Table(
    "letter", tables, sa.Column("id", sa.Integer, primary_key=True), sa.Column("document", sa.String),
    sa.Column("kind", sa.Integer), sa.Column("address", sa.String), sa.Column("token", sa.String),
    sa.Column("due", sa.Integer), sa.Column("sent", sa.Integer),
)
sa.Index("letter_due", letter.c.due, sqlite_where=letter.c.sent.is_(None))
work = sa.create_engine(f"sqlite:///{FILE}.work")
tables.create_all(work)

DBOS(config={
    "name": "work", "system_database_url": f"sqlite:///{FILE}", "sys_db_pool_size": LANES + 30, "log_level": "ERROR",
    "notification_listener_polling_interval_sec": 0.02,
})
source = SQLAlchemyDatasource.create(f"sqlite:///{FILE}.work")


@source.transaction()
def invite(document, stage, tokens):
    session = source.sql_session() if callable(getattr(source, "sql_session", None)) else source.sql_session
    session.execute(invitation.insert(), [
        {"token": token, "document": document, "stage": stage, "municipality": n} for n, token in enumerate(tokens)
    ])
    session.execute(letter.insert(), [
        {"document": document, "kind": stage, "address": f"post@{n}.example.test", "token": token, "due": NOW}
        for n, token in enumerate(tokens)
    ])


@DBOS.workflow()
def wake():
    pass


@DBOS.workflow()
def life():
    document = DBOS.workflow_id
    DBOS.recv("save", timeout_seconds=3600)
    for stage in (0, 1):
        tokens = DBOS.recv("invite", timeout_seconds=3600)
        invite(document, stage, tokens)
        waiting = set(tokens)
        while waiting:
            waiting.discard(DBOS.recv("answer", timeout_seconds=3600))
        if stage == 0:
            DBOS.recv("close", timeout_seconds=3600)
    DBOS.recv("adopt", timeout_seconds=3600)
    with SetEnqueueOptions(delay_seconds=FOUR_YEARS):
        waking.enqueue(wake)
    return "in force"




def at_rest():
    """Bytes of both files, with their journals brought in."""
    for name in (FILE, FILE + ".work"):
        with sqlite3.connect(name) as connection:
            connection.execute("pragma wal_checkpoint(truncate)")
    return sum(os.path.getsize(name + end) for name in (FILE, FILE + ".work") for end in ("", "-wal") if os.path.exists(name + end))


DBOS.launch()
empty = at_rest()
waking = DBOS.register_queue("wake")
waits, numbers, lock = [], iter(range(DOCUMENTS)), threading.Lock()


def timed(command, *arguments):
    asked = time.perf_counter()
    done = command(*arguments)
    waits.append(time.perf_counter() - asked)
    return done


def lane():
    while True:
        with lock:
            number = next(numbers, None)
        if number is None:
            return
        document = f"document-{number}"
        with SetWorkflowID(document):
            running = timed(DBOS.start_workflow, life)
        timed(DBOS.send, document, "Åtte kommuner.", "save")
        for stage in (0, 1):
            tokens = [secrets.token_hex(16) for _ in range(8)]
            timed(DBOS.send, document, tokens, "invite")
            for token in tokens:
                timed(DBOS.send, document, token, "answer")
            if stage == 0:
                timed(DBOS.send, document, True, "close")
        timed(DBOS.send, document, True, "adopt")
        assert running.get_result() == "in force"


before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
threads = [threading.Thread(target=lane) for _ in range(LANES)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
# What DBOS promises: a workflow that is started again under its id, and a message that is sent again under its key,
# happen once.
with SetWorkflowID("document-0"):
    assert DBOS.start_workflow(life).get_result() == "in force"
for _ in range(2):
    DBOS.send("document-0", True, "adopt", idempotency_key="once")
with sqlite3.connect(FILE) as connection:
    count = "select count(*) from notifications where message_uuid like '%once%'"
    messages = connection.execute(count).fetchone()[0]
assert messages == 1, f"a message that was sent twice is there {messages} times"
with work.connect() as connection:
    letters = connection.execute(sa.select(sa.func.count()).select_from(letter).where(letter.c.sent.is_(None))).scalar()
assert letters == 16 * DOCUMENTS, f"{letters} letters wait"
with sqlite3.connect(FILE) as connection:
    count = "select count(*) from workflow_status where name like '%wake' and status <> 'SUCCESS'"
    sleeping = connection.execute(count).fetchone()[0]
assert sleeping == DOCUMENTS, f"{sleeping} documents have a day to wake on"
size = at_rest() - empty
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
waits.sort()
print(json.dumps({
    "what": "w", "engine": "dbos-python", "database": "sqlite", "documents": DOCUMENTS, "lanes": LANES,
    "documents_per_second": round(DOCUMENTS / seconds, 2),
    "p50_us": round(waits[len(waits) // 2] * 1e6), "p99_us": round(waits[int(len(waits) * 0.99)] * 1e6),
    "cpu_s_per_1000": round(cpu / DOCUMENTS * 1000, 2), "peak_mb": after.ru_maxrss // 1024,
    "bytes_per_document": size // DOCUMENTS, "checked": True, "repeats": "once",
}), flush=True)
os._exit(0)
