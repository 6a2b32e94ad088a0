/** Archives of {@code pg_dump --format=custom --compress=0}, read apart and put together again. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.corruptions.archive;
