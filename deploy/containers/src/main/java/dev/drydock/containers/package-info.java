/** The servers that tests need: in containers where a Docker engine answers, else embedded. */
@NullMarked
package dev.drydock.containers;

import org.jspecify.annotations.NullMarked;
