-- The logs of all elections. The contract is in src/store.rs.
--
-- STRICT: a column holds exactly its type. Bytes are BLOBs, so that no function of the database ever
-- takes them for text or JSON: bytes out are the bytes in (SRV-09).

CREATE TABLE elections (
    -- The election id: digest of the manifest statement, 32 bytes.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The origin of its checkpoints: name of the board, '/', election id as base64url.
    origin TEXT NOT NULL UNIQUE,
    -- When the board took the manifest, Unix seconds.
    created INTEGER NOT NULL CHECK (created >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
    -- The election whose log it is in.
    election BLOB NOT NULL REFERENCES elections (id),
    -- The position in the log, from 0 and without gaps; never a sequence of the database.
    idx INTEGER NOT NULL CHECK (idx >= 0),
    -- The entry line, byte for byte as it was hashed, without its newline.
    line BLOB NOT NULL CHECK (length(line) > 0),
    -- SHA-256(0x00 || line), 32 bytes: what every reading of the line is compared with (SRV-06).
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (election, idx)
) STRICT;

CREATE TABLE checkpoints (
    -- The election whose log it is of.
    election BLOB NOT NULL PRIMARY KEY REFERENCES elections (id),
    -- The number of entries that are durable.
    size INTEGER NOT NULL CHECK (size >= 0),
    -- The RFC 6962 root over their lines, 32 bytes.
    root BLOB NOT NULL CHECK (length(root) = 32),
    -- The signed note of exactly this size and root; NULL until it has been signed.
    note TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER elections_never_change BEFORE UPDATE ON elections
BEGIN SELECT RAISE(ABORT, 'an election is never changed'); END;

CREATE TRIGGER elections_never_go BEFORE DELETE ON elections
BEGIN SELECT RAISE(ABORT, 'an election is never deleted'); END;

CREATE TRIGGER elections_come_once BEFORE INSERT ON elections
WHEN EXISTS (SELECT 1 FROM elections WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an election is never replaced'); END;

CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

-- The next index and no other: this refuses gaps and replacements.
CREATE TRIGGER entries_have_no_gap BEFORE INSERT ON entries
WHEN NEW.idx <> (SELECT coalesce(max(idx) + 1, 0) FROM entries WHERE election = NEW.election)
BEGIN SELECT RAISE(ABORT, 'an entry has the index after the last one'); END;

CREATE TRIGGER checkpoints_only_grow BEFORE UPDATE ON checkpoints
WHEN NEW.election <> OLD.election
    OR NEW.size < OLD.size
    OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
BEGIN SELECT RAISE(ABORT, 'a checkpoint only grows'); END;

CREATE TRIGGER checkpoints_never_go BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never deleted'); END;

CREATE TRIGGER checkpoints_come_once BEFORE INSERT ON checkpoints
WHEN EXISTS (SELECT 1 FROM checkpoints WHERE election = NEW.election)
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never replaced'); END;
