"""This Linux machine as a source: its system, accounts, doors, disks, updates and logs.

Files below ``/etc``, ``/proc`` and ``/sys`` are read first, programs asked only where no file
tells. What cannot be seen becomes a gap with its reason; nothing here judges what it sees.
"""
