-- Which key a link was sealed with: a link of before has none named, and is tried with every key that is known.
ALTER TABLE "audit_links" ADD COLUMN "key_id" TEXT;

-- Events that have no link yet. A row is added with each event, by an older server's too, and goes when the event is sealed,
-- so that sealing never looks through all events.
CREATE TABLE "audit_unsealed" (
    "organisation_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("organisation_id","event_id")
);
CREATE FUNCTION "audit_event_is_unsealed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "audit_unsealed" VALUES (NEW."organisation_id", NEW."id") ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "audit_events_unsealed" AFTER INSERT ON "audit_events" FOR EACH ROW EXECUTE FUNCTION "audit_event_is_unsealed"();

-- A walk along the chain that somebody asked for on the page, with how far it has come
CREATE TABLE "audit_verifications" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "asked_by" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "total" BIGINT NOT NULL DEFAULT 0,
    "walked" BIGINT NOT NULL DEFAULT 0,
    "ended_at" TIMESTAMPTZ(3),
    "head" TEXT,
    "broken_at" BIGINT,
    "unknown_key" TEXT,

    CONSTRAINT "audit_verifications_pkey" PRIMARY KEY ("organisation_id","id")
);

-- What a message costs depends on the country of its number
ALTER TABLE "messages" ADD COLUMN "country" TEXT;
