-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "act" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "actor_id" UUID,
    "subject_id" UUID,
    "details" JSONB NOT NULL,
    "personal" JSONB,
    "personal_salt" BYTEA,
    "personal_digest" BYTEA NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "audit_links" (
    "organisation_id" UUID NOT NULL,
    "position" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_links_pkey" PRIMARY KEY ("organisation_id","position")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "sealed_content" BYTEA,
    "holds_secret" BOOLEAN NOT NULL DEFAULT false,
    "reference" TEXT,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "stale_at" TIMESTAMPTZ(3),
    "gateway" TEXT,
    "provider_message_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_over_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "message_events" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "answer" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "message_events_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "journeys" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "browser_hash" BYTEA NOT NULL,
    "person_id" UUID,
    "sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "journeys_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "one_time_codes" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "person_id" UUID,
    "reference" TEXT NOT NULL,
    "hmac" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sendings" INTEGER NOT NULL DEFAULT 1,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "message_id" UUID,

    CONSTRAINT "one_time_codes_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "limit_counters" (
    "key" TEXT NOT NULL,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL,
    "window_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "limit_counters_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "organisations" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation_hosts" (
    "host" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,

    CONSTRAINT "organisation_hosts_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "passwords" (
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "hash" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "set_by" TEXT NOT NULL,

    CONSTRAINT "passwords_pkey" PRIMARY KEY ("organisation_id","person_id")
);

-- CreateTable
CREATE TABLE "former_passwords" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_passwords_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "password_failures" (
    "organisation_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failures_in_row" INTEGER NOT NULL DEFAULT 0,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_at" TIMESTAMPTZ(3),
    "locked_until" TIMESTAMPTZ(3),
    "lock_level" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "password_failures_pkey" PRIMARY KEY ("organisation_id","subject_id")
);

-- CreateTable
CREATE TABLE "persons" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "member_number" TEXT,
    "username" TEXT,
    "email" TEXT,
    "email_validated_at" TIMESTAMPTZ(3),
    "mobile" TEXT,
    "mobile_validated_at" TIMESTAMPTZ(3),
    "given_name" TEXT NOT NULL DEFAULT '',
    "family_name" TEXT NOT NULL DEFAULT '',
    "street" TEXT NOT NULL DEFAULT '',
    "postal_code" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "country" TEXT NOT NULL DEFAULT '',
    "language" TEXT,
    "self_changed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL DEFAULT 'active',
    "first_signed_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "persons_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "identifiers" (
    "organisation_id" UUID NOT NULL,
    "value" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "is_former" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "identifiers_pkey" PRIMARY KEY ("organisation_id","value")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "group_members" (
    "organisation_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "group_members_pkey" PRIMARY KEY ("organisation_id","person_id","group_id")
);

-- CreateTable
CREATE TABLE "role_grants" (
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_grants_pkey" PRIMARY KEY ("organisation_id","person_id","role")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "idle_minutes" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "is_remembered" BOOLEAN NOT NULL DEFAULT false,
    "factors" TEXT[],
    "is_inside" BOOLEAN NOT NULL,
    "client_address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("organisation_id","id")
);

-- CreateTable
CREATE TABLE "known_devices" (
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "device_hash" BYTEA NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_devices_pkey" PRIMARY KEY ("organisation_id","person_id","device_hash")
);

-- CreateIndex
CREATE INDEX "audit_events_organisation_id_subject_id_at_idx" ON "audit_events"("organisation_id", "subject_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_organisation_id_at_idx" ON "audit_events"("organisation_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_links_organisation_id_event_id_key" ON "audit_links"("organisation_id", "event_id");

-- CreateIndex
CREATE INDEX "messages_organisation_id_person_id_created_at_idx" ON "messages"("organisation_id", "person_id", "created_at");

-- CreateIndex
CREATE INDEX "messages_state_next_attempt_at_idx" ON "messages"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "messages_gateway_provider_message_id_idx" ON "messages"("gateway", "provider_message_id");

-- CreateIndex
CREATE INDEX "messages_created_at_idx" ON "messages"("created_at");

-- CreateIndex
CREATE INDEX "message_events_organisation_id_message_id_idx" ON "message_events"("organisation_id", "message_id");

-- CreateIndex
CREATE INDEX "journeys_organisation_id_browser_hash_kind_created_at_idx" ON "journeys"("organisation_id", "browser_hash", "kind", "created_at");

-- CreateIndex
CREATE INDEX "journeys_expires_at_idx" ON "journeys"("expires_at");

-- CreateIndex
CREATE INDEX "one_time_codes_expires_at_idx" ON "one_time_codes"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "one_time_codes_organisation_id_journey_id_purpose_key" ON "one_time_codes"("organisation_id", "journey_id", "purpose");

-- CreateIndex
CREATE INDEX "limit_counters_window_ends_at_idx" ON "limit_counters"("window_ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "organisations_slug_key" ON "organisations"("slug");

-- CreateIndex
CREATE INDEX "former_passwords_organisation_id_person_id_replaced_at_idx" ON "former_passwords"("organisation_id", "person_id", "replaced_at");

-- CreateIndex
CREATE INDEX "persons_organisation_id_mobile_idx" ON "persons"("organisation_id", "mobile");

-- CreateIndex
CREATE INDEX "identifiers_organisation_id_person_id_idx" ON "identifiers"("organisation_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "groups_organisation_id_name_key" ON "groups"("organisation_id", "name");

-- CreateIndex
CREATE INDEX "group_members_organisation_id_group_id_idx" ON "group_members"("organisation_id", "group_id");

-- CreateIndex
CREATE INDEX "sessions_organisation_id_person_id_idx" ON "sessions"("organisation_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_organisation_id_token_hash_key" ON "sessions"("organisation_id", "token_hash");

-- AddForeignKey
ALTER TABLE "message_events" ADD CONSTRAINT "message_events_organisation_id_message_id_fkey" FOREIGN KEY ("organisation_id", "message_id") REFERENCES "messages"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_hosts" ADD CONSTRAINT "organisation_hosts_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passwords" ADD CONSTRAINT "passwords_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "former_passwords" ADD CONSTRAINT "former_passwords_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "persons" ADD CONSTRAINT "persons_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identifiers" ADD CONSTRAINT "identifiers_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_organisation_id_group_id_fkey" FOREIGN KEY ("organisation_id", "group_id") REFERENCES "groups"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_organisation_id_person_id_fkey" FOREIGN KEY ("organisation_id", "person_id") REFERENCES "persons"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Constraints that Prisma's schema cannot say
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_slug_is_a_path" CHECK ("slug" ~ '^[a-z][a-z0-9-]{1,62}$');
ALTER TABLE "organisation_hosts" ADD CONSTRAINT "organisation_hosts_are_lower_case" CHECK ("host" = lower("host"));
ALTER TABLE "persons" ADD CONSTRAINT "persons_status_is_known" CHECK ("status" IN ('active', 'disabled', 'frozen'));
ALTER TABLE "persons" ADD CONSTRAINT "persons_mobile_is_e164" CHECK ("mobile" ~ '^\+[1-9][0-9]{5,14}$');
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_role_is_known" CHECK ("role" IN ('member', 'caseworker', 'editor', 'election-officer', 'administrator'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel_is_known" CHECK ("channel" IN ('sms', 'email', 'letter'));
ALTER TABLE "messages" ADD CONSTRAINT "messages_state_is_known" CHECK ("state" IN ('queued', 'handing-over', 'handed-over', 'delivered', 'refused', 'unknown', 'given-up'));
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_outcome_is_known" CHECK ("outcome" IN ('success', 'failure'));

-- The audit is append only: personal data may be emptied, nothing else may change
CREATE FUNCTION "audit_events_are_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND NEW."personal" IS NULL AND NEW."personal_salt" IS NULL
    AND (NEW."id", NEW."organisation_id", NEW."at", NEW."act", NEW."outcome", NEW."actor_id", NEW."subject_id", NEW."details", NEW."personal_digest")
      IS NOT DISTINCT FROM (OLD."id", OLD."organisation_id", OLD."at", OLD."act", OLD."outcome", OLD."actor_id", OLD."subject_id", OLD."details", OLD."personal_digest")
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit is append only';
END $$;
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION "audit_events_are_append_only"();

CREATE FUNCTION "audit_links_are_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit is append only'; END $$;
CREATE TRIGGER "audit_links_append_only" BEFORE UPDATE OR DELETE ON "audit_links" FOR EACH ROW EXECUTE FUNCTION "audit_links_are_append_only"();
CREATE TRIGGER "audit_links_no_truncate" BEFORE TRUNCATE ON "audit_links" FOR EACH STATEMENT EXECUTE FUNCTION "audit_links_are_append_only"();
CREATE TRIGGER "audit_events_no_truncate" BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION "audit_links_are_append_only"();
