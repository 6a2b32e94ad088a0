/** What holds for the whole service. */
@NullMarked
package dev.drydock.coordinator;

import org.jspecify.annotations.NullMarked;
