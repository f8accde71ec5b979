/** Real processes to train on and to kill: JVMs from the tests' class path, no installed Spark. */
package io.plateau.cluster;
