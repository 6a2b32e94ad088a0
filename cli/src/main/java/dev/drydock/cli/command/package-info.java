/** The verbs, one class each: read the options, call the API, show the answer. */
@NullMarked
package dev.drydock.cli.command;

import org.jspecify.annotations.NullMarked;
