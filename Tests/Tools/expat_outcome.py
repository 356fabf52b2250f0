"""What expat, the XML parser that comes with Python, makes of bytes.

Reads one hexadecimal case per line and answers one line per case: `ok`, or expat's words for the fault. Namespaces are
checked; the separator is a character that no XML file can hold.
"""
import sys
import xml.parsers.expat as expat

for line in sys.stdin:
    parser = expat.ParserCreate(namespace_separator="\x01")
    try:
        parser.Parse(bytes.fromhex(line.strip()), True)
        print("ok")
    except expat.ExpatError as error:
        print(expat.errors.messages[error.code])
    except (LookupError, ValueError):
        print("an encoding that Python does not know, or not for XML")
