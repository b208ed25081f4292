/** Checks of what the regions hold, made on bytes and records rather than on our own counters. */
@NullMarked
package io.domicile.cli.verify;

import org.jspecify.annotations.NullMarked;
