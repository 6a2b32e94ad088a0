/** What is fuzzed: each takes bytes, and throws when a property does not hold. */
@org.jspecify.annotations.NullMarked
package dev.drydock.verification.fuzz.targets;
