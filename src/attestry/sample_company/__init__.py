"""The sample company: a made-up firm's months, told to the real line day by day.

Nouns: company (what the library says of it), calendar, moment, scenario, reading. Rows are pure
functions of a day; they pass through the same collecting, sealing and testing as anybody's.
Nothing here is read from a network.
"""
