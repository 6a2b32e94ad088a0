package dev.drydock.verification.chaos;

/**
 * One fault as it happened.
 *
 * @param beganMs epoch milliseconds
 * @param endedMs when all that it was done to was there again; 0 while it lasts
 * @param seen what showed that it was injected
 */
record FaultRecord(String kind, String target, long beganMs, long endedMs, String seen) {}
