/** What happens in the demo: devices publish, the platform writes and deletes. */
@NullMarked
package io.domicile.demo.load;

import org.jspecify.annotations.NullMarked;
