DROP INDEX CONCURRENTLY "persons_organisation_id_mobile_idx";
