/**
 * What a job file says: the records a YAML file is read into, strictly, with file and line in every
 * complaint. Knows nothing of Spark.
 */
package io.plateau.job.file;
