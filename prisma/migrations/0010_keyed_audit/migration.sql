-- Links of before have no key (version 1), new ones do (2). No default stays: an older server that runs beside cannot add
-- links without a key behind ours; its events wait for our next sealing.
ALTER TABLE "audit_links" ADD COLUMN "version" SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE "audit_links" ALTER COLUMN "version" DROP DEFAULT;

-- How far the audit has come to each receiver
CREATE TABLE "audit_shipments" (
    "organisation_id" UUID NOT NULL,
    "destination" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "head_sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_shipments_pkey" PRIMARY KEY ("organisation_id","destination")
);
