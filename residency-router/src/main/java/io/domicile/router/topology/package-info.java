/** The Streams topology: one explicit list of sources, one stateless processor, fixed sinks, bytes in and out. */
@NullMarked
package io.domicile.router.topology;

import org.jspecify.annotations.NullMarked;
