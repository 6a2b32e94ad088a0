package dev.drydock.verification.corruptions;

import org.jspecify.annotations.Nullable;

/**
 * A dump that is not what the tenant holds.
 *
 * @param what was changed, for people
 * @param schema whose tenant it concerns; {@code null} when it may concern any
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never written to.
record Lie(byte[] dump, String what, @Nullable String schema) {}
