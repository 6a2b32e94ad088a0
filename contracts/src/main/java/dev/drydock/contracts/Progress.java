package dev.drydock.contracts;

/**
 * How far a running step is, on {@link Topics#PROGRESS}: lossy, never a reason to decide anything
 * but "still alive".
 *
 * @param phase a word for people: {@code dumping}, {@code uploading}, {@code restoring}
 * @param doneBytes so far
 * @param totalBytes an estimate, 0 when unknown
 */
public record Progress(Step step, String phase, int attempt, long doneBytes, long totalBytes) {}
