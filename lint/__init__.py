"""House rules as checks: each rule one file under ``rules``, found by walking the folder."""
