CREATE TABLE "campaigns" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "group_id" UUID,
    "after_id" UUID,
    "only_new" BOOLEAN NOT NULL,
    "channels" TEXT[] NOT NULL,
    "fall_through_hours" INTEGER NOT NULL,
    "per_minute" INTEGER NOT NULL,
    "quiet_from" SMALLINT,
    "quiet_until" SMALLINT,
    "erases" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'choosing',
    "reason" TEXT NOT NULL DEFAULT '',
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by" UUID,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "chosen_up_to" UUID,
    "next_sending_at" TIMESTAMPTZ(3),
    "watched_until" TIMESTAMPTZ(3),
    "counted_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "campaigns_organisation_id_created_at_idx" ON "campaigns"("organisation_id", "created_at");
CREATE INDEX "campaigns_state_idx" ON "campaigns"("state");
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_audience_is_known" CHECK (
  "audience" IN ('never-signed-in', 'group', 'left') AND ("audience" = 'group') = ("group_id" IS NOT NULL) AND ("audience" = 'left') = ("after_id" IS NOT NULL));
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_state_is_known" CHECK ("state" IN ('choosing', 'draft', 'running', 'paused', 'stopped', 'finished'));
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_channels_are_known" CHECK (cardinality("channels") > 0 AND "channels" <@ ARRAY['sms', 'email', 'letter']);

CREATE TABLE "campaign_people" (
    "organisation_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "first_channel" TEXT,
    "has_password" BOOLEAN NOT NULL,
    "is_noticed_by_sms" BOOLEAN NOT NULL,
    "step" SMALLINT NOT NULL DEFAULT 0,
    "message_id" UUID,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "arrived_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_people_pkey" PRIMARY KEY ("organisation_id","campaign_id","person_id")
);
CREATE INDEX "campaign_people_due_idx" ON "campaign_people"("organisation_id", "campaign_id", "state", "next_at");
CREATE INDEX "campaign_people_person_idx" ON "campaign_people"("organisation_id", "person_id");
ALTER TABLE "campaign_people" ADD CONSTRAINT "campaign_people_campaign_fkey" FOREIGN KEY ("organisation_id", "campaign_id") REFERENCES "campaigns"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "campaign_people" ADD CONSTRAINT "campaign_people_person_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "campaign_people" ADD CONSTRAINT "campaign_people_state_is_known" CHECK ("state" IN ('waiting', 'sent', 'arrived', 'unreached', 'left-out'));

-- The key is the promise that nobody gets two of one campaign by the same channel.
CREATE TABLE "campaign_sendings" (
    "organisation_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID,
    "refusal" TEXT,

    CONSTRAINT "campaign_sendings_pkey" PRIMARY KEY ("organisation_id","campaign_id","person_id","channel")
);
ALTER TABLE "campaign_sendings" ADD CONSTRAINT "campaign_sendings_person_fkey" FOREIGN KEY ("organisation_id", "campaign_id", "person_id") REFERENCES "campaign_people"("organisation_id", "campaign_id", "person_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "campaign_counts" (
    "organisation_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "chosen" INTEGER NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "arrived" INTEGER NOT NULL DEFAULT 0,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "activated" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "campaign_counts_pkey" PRIMARY KEY ("organisation_id","campaign_id","kind","of")
);
ALTER TABLE "campaign_counts" ADD CONSTRAINT "campaign_counts_campaign_fkey" FOREIGN KEY ("organisation_id", "campaign_id") REFERENCES "campaigns"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "campaign_letters" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "campaign_letters_pkey" PRIMARY KEY ("organisation_id","id")
);
CREATE INDEX "campaign_letters_expires_at_idx" ON "campaign_letters"("expires_at");
ALTER TABLE "campaign_letters" ADD CONSTRAINT "campaign_letters_campaign_fkey" FOREIGN KEY ("organisation_id", "campaign_id") REFERENCES "campaigns"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
