CREATE TABLE "openid_clients" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hmac" BYTEA,
    "redirect_uris" TEXT[],
    "logout_uris" TEXT[],
    "backchannel_uri" TEXT,
    "group_id" UUID,
    "scopes" TEXT[],
    "asks_person" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "openid_clients_pkey" PRIMARY KEY ("organisation_id","id")
);

CREATE TABLE "openid_consents" (
    "organisation_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "scopes" TEXT[],
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "openid_consents_pkey" PRIMARY KEY ("organisation_id","person_id","client_id")
);

CREATE TABLE "openid_artifacts" (
    "organisation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "id_hmac" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "grant_id" TEXT,
    "person_id" UUID,
    "session_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "openid_artifacts_pkey" PRIMARY KEY ("organisation_id","kind","id_hmac")
);
CREATE INDEX "openid_artifacts_organisation_id_grant_id_idx" ON "openid_artifacts"("organisation_id", "grant_id");
CREATE INDEX "openid_artifacts_organisation_id_person_id_idx" ON "openid_artifacts"("organisation_id", "person_id");
CREATE INDEX "openid_artifacts_session_id_idx" ON "openid_artifacts"("session_id");
CREATE INDEX "openid_artifacts_expires_at_idx" ON "openid_artifacts"("expires_at");

CREATE TABLE "openid_keys" (
    "organisation_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "signs_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "openid_keys_pkey" PRIMARY KEY ("organisation_id","id")
);
