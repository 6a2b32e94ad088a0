/** What a bundle holds, what a tenant has, and what follows from the two; pure. */
@NullMarked
package dev.drydock.migration.domain;

import org.jspecify.annotations.NullMarked;
