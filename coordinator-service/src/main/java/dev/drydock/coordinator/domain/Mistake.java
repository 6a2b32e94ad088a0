package dev.drydock.coordinator.domain;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in what somebody sent; names the place, never repeats a value that could
 * be a secret.
 *
 * @param line 1-based; {@code null} when it has none
 * @param field {@code tenants[3].port}, {@code migrations/V2__x.sql}; {@code null} for the whole
 */
public record Mistake(@Nullable Integer line, @Nullable String field, String message) {}
