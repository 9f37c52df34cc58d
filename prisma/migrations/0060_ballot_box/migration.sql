-- The ballot box: no times (but the rule's), addresses, organisations, people or running numbers. Its process signs in with a
-- role of its own, which sees nothing else; whoever may read the rest is given nothing here.
CREATE SCHEMA box;
REVOKE ALL ON SCHEMA box FROM PUBLIC;

-- A role belongs to the whole server: another database of it may have made it at this moment.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'porten_box') THEN
    CREATE ROLE porten_box NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

-- Copied when the roll is frozen, then never written.
CREATE TABLE box.rule (
  election uuid PRIMARY KEY,
  manifest text NOT NULL,
  opens_at timestamptz(3) NOT NULL,
  closes_at timestamptz(3) NOT NULL,
  is_revotable boolean NOT NULL,
  paper text NOT NULL CHECK (paper IN ('none', 'last', 'paper', 'first')),
  screen_bytes integer NOT NULL,
  paper_bytes integer NOT NULL
);

-- Ballots that wait for the next batch.
CREATE TABLE box.inbox (
  election uuid NOT NULL,
  ballot_hash bytea NOT NULL,
  token_pk bytea NOT NULL,
  seq integer NOT NULL,
  sealed bytea NOT NULL,
  sig bytea NOT NULL,
  token_msg bytea NOT NULL,
  token_sig bytea NOT NULL,
  PRIMARY KEY (election, token_pk, seq)
);

CREATE TABLE box.board (
  election uuid NOT NULL,
  batch integer NOT NULL,
  pos integer NOT NULL,
  ballot_hash bytea NOT NULL,
  token_pk bytea NOT NULL,
  seq integer NOT NULL,
  sealed bytea NOT NULL,
  sig bytea NOT NULL,
  token_msg bytea NOT NULL,
  token_sig bytea NOT NULL,
  PRIMARY KEY (election, batch, pos),
  UNIQUE (election, token_pk, seq)
);

CREATE TABLE box.head (
  election uuid NOT NULL,
  batch integer NOT NULL,
  count integer NOT NULL,
  root bytea NOT NULL,
  prev bytea NOT NULL,
  voids bytea,
  sig bytea NOT NULL,
  PRIMARY KEY (election, batch)
);

CREATE TABLE box.void (
  election uuid NOT NULL,
  token_pk bytea NOT NULL,
  proof bytea NOT NULL,
  PRIMARY KEY (election, token_pk)
);

-- What was in the ballots, in the order of random numbers; filled once, after the last head.
CREATE TABLE box.opened (
  election uuid NOT NULL,
  question smallint NOT NULL,
  nonce bytea NOT NULL,
  choice smallint[] NOT NULL,
  PRIMARY KEY (election, question, nonce)
);

CREATE TABLE box.result (
  election uuid PRIMARY KEY,
  undecipherable integer NOT NULL
);

CREATE FUNCTION box.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on box.%: what lies in the box stays', TG_OP, TG_TABLE_NAME;
END $$;

CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON box.rule FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON box.board FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON box.head FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON box.void FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON box.opened FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON box.result FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();
CREATE TRIGGER stays BEFORE UPDATE ON box.inbox FOR EACH STATEMENT EXECUTE FUNCTION box.refuse();

-- One ballot into the inbox, or the reason why not. `free` is the number that the card may use next, null where there is none.
-- The lock on the table is what a batch waits for; the clock is asked after it, so nothing comes in behind the last batch.
CREATE FUNCTION box.cast_ballot(
  of_election uuid, hash bytea, pk bytea, number integer, content bytea, signature bytea, message bytea, token bytea,
  OUT outcome text, OUT free integer
) LANGUAGE plpgsql AS $$
DECLARE
  the_rule box.rule;
  is_paper boolean;
  is_above boolean;
  highest integer;
  highest_of_kind integer;
BEGIN
  LOCK TABLE box.inbox IN ROW EXCLUSIVE MODE;
  PERFORM pg_advisory_xact_lock(hashtextextended(encode(pk, 'hex'), 0));
  SELECT * INTO the_rule FROM box.rule WHERE election = of_election;
  IF NOT FOUND THEN outcome := 'unknown'; RETURN; END IF;

  IF EXISTS (SELECT FROM box.inbox WHERE election = of_election AND token_pk = pk AND seq = number AND ballot_hash = hash)
    OR EXISTS (SELECT FROM box.board WHERE election = of_election AND token_pk = pk AND seq = number AND ballot_hash = hash)
  THEN outcome := 'same'; RETURN; END IF;

  IF clock_timestamp() < the_rule.opens_at THEN outcome := 'early'; RETURN; END IF;
  IF clock_timestamp() >= the_rule.closes_at THEN outcome := 'late'; RETURN; END IF;
  is_paper := length(content) = the_rule.paper_bytes;
  IF NOT (length(content) = the_rule.screen_bytes OR (is_paper AND the_rule.paper <> 'none')) THEN outcome := 'size'; RETURN; END IF;
  IF EXISTS (SELECT FROM box.void WHERE election = of_election AND token_pk = pk) THEN outcome := 'void'; RETURN; END IF;

  -- Where paper counts before the screen, its numbers lie above all others.
  is_above := is_paper AND the_rule.paper = 'paper';
  SELECT max(seq), max(seq) FILTER (WHERE (seq >= 1000000) = is_above) INTO highest, highest_of_kind
    FROM (SELECT seq FROM box.inbox WHERE election = of_election AND token_pk = pk
          UNION ALL SELECT seq FROM box.board WHERE election = of_election AND token_pk = pk) AS cast_before;
  IF highest >= 1000000 AND NOT is_above THEN outcome := 'spent'; RETURN; END IF;
  IF highest_of_kind IS NOT NULL AND (NOT the_rule.is_revotable OR the_rule.paper = 'first') THEN outcome := 'spent'; RETURN; END IF;
  free := coalesce(highest_of_kind + 1, CASE WHEN is_above THEN 1000000 ELSE 1 END);
  IF number <> free THEN outcome := 'stale'; RETURN; END IF;

  INSERT INTO box.inbox VALUES (of_election, hash, pk, number, content, signature, message, token);
  outcome := 'taken';
  free := NULL;
END $$;

GRANT USAGE ON SCHEMA box TO porten_box;
GRANT SELECT, INSERT ON box.rule, box.board, box.head, box.void, box.opened, box.result TO porten_box;
GRANT SELECT, INSERT, DELETE, TRUNCATE ON box.inbox TO porten_box;
REVOKE ALL ON FUNCTION box.cast_ballot FROM PUBLIC;
GRANT EXECUTE ON FUNCTION box.cast_ballot TO porten_box;

-- Nothing of what the box is told is written to the server's log.
DO $$
BEGIN
  ALTER ROLE porten_box SET log_statement = 'none';
  ALTER ROLE porten_box SET log_min_duration_statement = -1;
  ALTER ROLE porten_box SET log_parameter_max_length_on_error = 0;
  ALTER ROLE porten_box SET log_min_error_statement = 'panic';
EXCEPTION
  WHEN insufficient_privilege THEN RAISE NOTICE 'only a superuser sets what PostgreSQL logs of porten_box: see docs/voting.md';
  WHEN OTHERS THEN IF SQLERRM NOT LIKE '%concurrently updated%' THEN RAISE; END IF;
END $$;
