/** The pages of SQL Server. */
export const AG_PATH = '/sql';

/** The views of SQL Server, in the order of their tabs. */
export const SQL_VIEWS: readonly { path: string; title: string }[] = [{ path: AG_PATH, title: 'Availability groups' }];
