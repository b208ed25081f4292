/** What a person types and reads: times, durations, and text that strangers wrote. */
@NullMarked
package io.domicile.cli.text;

import org.jspecify.annotations.NullMarked;
