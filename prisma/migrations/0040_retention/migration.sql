-- What each night took away: a batch notes what it removed in the statement that removes it
CREATE TABLE "retention_nights" (
    "organisation_id" UUID NOT NULL,
    "night" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "retention_nights_pkey" PRIMARY KEY ("organisation_id","night")
);

CREATE TABLE "retention_removals" (
    "organisation_id" UUID NOT NULL,
    "night" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "removed" INTEGER NOT NULL,

    CONSTRAINT "retention_removals_pkey" PRIMARY KEY ("organisation_id","night","kind")
);
ALTER TABLE "retention_removals" ADD CONSTRAINT "retention_removals_night_fkey" FOREIGN KEY ("organisation_id", "night") REFERENCES "retention_nights"("organisation_id", "night") ON DELETE CASCADE ON UPDATE CASCADE;
