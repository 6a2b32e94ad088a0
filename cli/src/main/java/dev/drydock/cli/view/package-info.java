/** How answers look: tables and JSON on stdout, talk and progress on stderr. */
@NullMarked
package dev.drydock.cli.view;

import org.jspecify.annotations.NullMarked;
