/** Contract tests: abstract test classes that run on fakes and on the real thing. */
@NullMarked
package io.domicile.testkit.contract;

import org.jspecify.annotations.NullMarked;
