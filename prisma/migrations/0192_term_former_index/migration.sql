-- The index of 0191 begins with the same columns.
DROP INDEX "content_terms_weight_idx";
