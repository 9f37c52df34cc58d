CREATE TABLE webhooks (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  url text NOT NULL,
  acts text[] NOT NULL DEFAULT '{}',
  sealed_secret bytea NOT NULL,
  former_secret bytea,
  former_until timestamptz(3),
  position bigint NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz(3) NOT NULL,
  last_answer text,
  last_answer_at timestamptz(3),
  stopped_at timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  created_by uuid,
  PRIMARY KEY (organisation_id, id),
  CONSTRAINT webhooks_former_secret_ends CHECK ((former_secret IS NULL) = (former_until IS NULL))
);
