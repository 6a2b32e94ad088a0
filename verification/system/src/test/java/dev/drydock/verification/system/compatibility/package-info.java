/** The previous build's services beside the present ones, and their messages. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.system.compatibility;
