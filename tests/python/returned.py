"""A notice of what became of a mail (RFC 3464), written by Python's own library around the mail that is read from standard input.
usage: returned.py RECIPIENT ACTION DIAGNOSIS
"""

import email
import sys
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText


def fields(**named):
    block = Message()
    for name, value in named.items():
        block[name.replace("_", "-")] = value
    return block


def main(recipient, action, diagnosis):
    status = MIMEBase("message", "delivery-status")
    status.attach(fields(Reporting_MTA="dns; mx.unit.test", Arrival_Date="Mon, 02 Mar 2026 09:00:01 +0800"))
    status.attach(
        fields(
            Final_Recipient=f"rfc822; {recipient}",
            Action=action,
            Status="4.4.1" if action == "delayed" else "5.1.1",
            Diagnostic_Code=diagnosis,
        )
    )
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"] = "MAILER-DAEMON@mx.unit.test"
    report["To"] = "bounces@bureau.test"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText("I could not deliver it.\n"))
    report.attach(status)
    report.attach(MIMEMessage(email.message_from_bytes(sys.stdin.buffer.read())))
    sys.stdout.buffer.write(report.as_bytes())


if __name__ == "__main__":
    main(*sys.argv[1:4])
