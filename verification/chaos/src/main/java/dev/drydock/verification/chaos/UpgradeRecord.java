package dev.drydock.verification.chaos;

/**
 * One upgrade of the fleet as it happened.
 *
 * @param beganMs epoch milliseconds
 * @param endedMs epoch milliseconds
 */
record UpgradeRecord(
    String upgrade,
    int release,
    String state,
    long beganMs,
    long endedMs,
    int upgraded,
    int restored,
    int untouched,
    int parked) {}
