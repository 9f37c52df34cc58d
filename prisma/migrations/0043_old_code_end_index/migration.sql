DROP INDEX CONCURRENTLY "one_time_codes_expires_at_idx";
