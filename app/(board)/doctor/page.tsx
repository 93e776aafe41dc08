import type { Metadata } from 'next';
import { DoctorPage } from '#components/doctor/doctor-page.tsx';
import { enter } from '../../session.ts';
import '../../doctor.css';

export const metadata: Metadata = { title: 'Permissions' };

export default async function Doctor() {
  await enter('/doctor');
  return <DoctorPage />;
}
