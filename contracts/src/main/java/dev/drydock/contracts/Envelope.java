package dev.drydock.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a message but its data; CloudEvents 1.0 attributes and our extensions.
 *
 * @param id derived from the idempotency key, so that sending again is the same message
 * @param type stable, {@code dev.drydock.backup.take.v1}
 * @param source {@code /drydock/coordinator}
 * @param causationId the message that this one answers, {@code null} for the first of a chain
 * @param token of the attempt
 * @param sequence per tenant upgrade, for events; 0 elsewhere
 * @param deadline when the sender stops waiting, {@code null} for none
 */
public record Envelope(
    String id,
    String type,
    String source,
    Instant time,
    UpgradeId upgradeId,
    TenantId tenantId,
    Token token,
    long sequence,
    @Nullable String causationId,
    @Nullable Instant deadline,
    @Nullable String traceparent) {}
