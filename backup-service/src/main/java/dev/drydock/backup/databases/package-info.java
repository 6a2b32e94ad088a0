/** The tenant servers, as this service is configured to talk to them. */
@NullMarked
package dev.drydock.backup.databases;

import org.jspecify.annotations.NullMarked;
