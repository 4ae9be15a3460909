"""Listens to subjects of NATS and prints each message as a line of JSON: subject, headers, and the payload, as text
where it is, and in hexadecimal. It knows nothing of muster: what it prints is what anybody sees. Usage: watching.py
URL USER SUBJECT...; the password stands in WATCHER_PASSWORD."""

import asyncio
import json
import os
import sys

import nats


async def main(url: str, user: str, subjects: list[str]) -> None:
    client = await nats.connect(url, user=user, password=os.environ["WATCHER_PASSWORD"])

    async def heard(message) -> None:
        try:
            text = message.data.decode()
        except UnicodeDecodeError:
            text = None
        line = {"subject": message.subject, "headers": dict(message.headers or {}), "text": text,
                "bytes": message.data.hex()}
        print(json.dumps(line), flush=True)

    for subject in subjects:
        await client.subscribe(subject, cb=heard)
    await client.flush()
    print("listening", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
