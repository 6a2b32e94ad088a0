/** The demo: a stack, a fleet of sixty tenants with three flaws, and its upgrade. */
@NullMarked
package dev.drydock.cli.demo;

import org.jspecify.annotations.NullMarked;
