import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { authOptions } from './options.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own route. The names of its cookies depend on how the request came, so that its options are made for each. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions(request.headers));
}

export { handle as GET, handle as POST };
