/** Use cases and the ports that they need; transactions start here. */
@NullMarked
package dev.drydock.notifier.application;

import org.jspecify.annotations.NullMarked;
