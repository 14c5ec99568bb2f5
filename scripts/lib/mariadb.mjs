import { existsSync } from 'node:fs'
import { aptInstall } from './debian.mjs'

const BINARIES = ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db']
const PACKAGES = ['mariadb-server-core', 'mariadb-client-core']

/**
 * Installs MariaDB's server and client where that is possible; neither starts a service. Nothing is installed where PENSTOCK_TEST_MYSQL
 * names a server (mysql://user:password@host:port). Tests that find none are skipped by name, and fail with CI=true.
 */
export function ensureMariadb() {
  if (process.env.PENSTOCK_TEST_MYSQL !== undefined || BINARIES.every((path) => existsSync(path))) return
  aptInstall(PACKAGES)
}
