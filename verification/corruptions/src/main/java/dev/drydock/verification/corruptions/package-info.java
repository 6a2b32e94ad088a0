/** Seeded corruptions of backups: each must be found before anything is migrated. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.corruptions;
